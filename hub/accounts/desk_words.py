"""What each press at the desk is called when it is read back to the person."""

from types import MappingProxyType
from typing import Final

from hub.kernel.text import N_

# Use cases of students, experts and people of firms; what is theirs alone is never typed.
WORDS: Final = MappingProxyType(
    {
        "accounts:wishes:keep": N_("知らせの受け取り方と連絡先を決めた"),
        "directory:firm:add": N_("会社を加えた"),
        "directory:firm:change": N_("会社の登録を直した"),
        "directory:machine:drop": N_("機械を外した"),
        "directory:machine:put": N_("機械を登録した"),
        "directory:site:drop": N_("場所を外した"),
        "directory:site:put": N_("場所を登録した"),
        "directory:firm:register": N_("会社を登録した"),
        "platform:export:keep": N_("一覧か紙を受け取った"),
        "platform:file:open": N_("ファイルを開いた"),
        "experts:booking:cancel": N_("約束を取り消した"),
        "experts:cap:set": N_("月に働く日の上限を決めた"),
        "experts:conflict:declare": N_("会社との関わりを届け出た"),
        "experts:conflict:end": N_("会社との関わりの届け出を終えた"),
        "experts:conflict:confirm": N_("引き受けない会社に変わりがないと確かめた"),
        "experts:days:paint": N_("空いている日を決めた"),
        "experts:dispute:raise": N_("記録が違うと伝えた"),
        "experts:expert:advance": N_("名簿の状態を変えた"),
        "experts:languages:set": N_("日本語のほかに話せる言葉を決めた"),
        "experts:fee:pay": N_("謝金の支払いを記録した"),
        "platform:draft:drop": N_("書きかけを捨てた"),
        "experts:month:copy": N_("空いている日を前の月と同じにした"),
        "experts:need:hand_over": N_("困りごとを相談員に頼んだ"),
        "experts:offer:accept": N_("依頼を引き受けた"),
        "experts:offer:decline": N_("依頼を断った"),
        "experts:offer:explain": N_("断った理由を伝えた"),
        "experts:ranking:keep": N_("専門家の並びを見た"),
        "experts:request:call": N_("電話での相談を頼んだ"),
        "experts:request:send": N_("専門家に依頼を送った"),
        "experts:request:withdraw": N_("依頼を取り下げた"),
        "experts:visit:inspect": N_("実施の記録を確かめた"),
        "experts:visit:record": N_("実施を記録した"),
        "experts:week:set": N_("ふだん空いている曜日を決めた"),
        "groups:agreement:draft": N_("協約書の案を作った"),
        "groups:group:found": N_("グループを作った"),
        "groups:lead:accept": N_("グループの代表を引き受けた"),
        "groups:member:add": N_("グループに会社を加えた"),
        "groups:registration:apply": N_("グループの登録を申請した"),
        "groups:group:step": N_("グループの状態を変えた"),
        "internship:programme:offer": N_("受け入れを申し出た"),
        "internship:wishes:send": N_("実習の希望を出した"),
        "subsidy:order:correct": N_("概算払の口座を直したと伝えた"),
        "subsidy:advance:request": N_("概算払を請求した"),
        "subsidy:payment:request": N_("補助金を請求した"),
        "subsidy:end:request": N_("事業の廃止を申し出た"),
        "subsidy:pause:request": N_("事業の中止を申し出た"),
        "subsidy:change:request": N_("計画の変更を申し出た"),
        "subsidy:claim:discard": N_("申請の書きかけを捨てた"),
        "subsidy:claim:resubmit": N_("申請を直して出し直した"),
        "subsidy:claim:start": N_("申請を始めた"),
        "subsidy:claim:submit": N_("申請を提出した"),
        "subsidy:claim:withdraw": N_("申請を取り下げた"),
        "subsidy:evidence:add": N_("証拠書類を加えた"),
        "subsidy:evidence:drop": N_("証拠書類を外した"),
        "subsidy:line:add": N_("費用を足した"),
        "subsidy:line:change": N_("費用を直した"),
        "subsidy:line:drop": N_("費用を外した"),
        "subsidy:report:prepare": N_("実績の報告を用意した"),
        "subsidy:report:resubmit": N_("実績の報告を出し直した"),
        "subsidy:report:send": N_("実績を報告した"),
        "training:offer:accept": N_("研修に参加すると答えた"),
        "training:offer:decline": N_("研修を辞退した"),
        "training:sign_up:add": N_("研修に申し込んだ"),
        "training:sign_up:withdraw": N_("研修の申込みを取り消した"),
    }
)
OTHER: Final = N_("そのほかの入力をした")


def of(command: str) -> str:
    """The words of a use case; a msgid."""
    return WORDS.get(command, OTHER)
