"use strict";
window.hubWords = Object.freeze({
 "bands": {
  "colon": [
   "：",
   ": "
  ],
  "error": [
   "エラー：",
   "Error: "
  ],
  "lost": [
   "接続が切れました。入力は保存されています",
   "Connection lost. What you entered is saved."
  ],
  "region": [
   "横に動かせる表",
   "Table, scrolls sideways"
  ],
  "skip": [
   "本文へ移動",
   "Skip to the content"
  ]
 },
 "patterns": [
  [
   "^(\\d+(?:\\.\\d+)?) ?(B|KB|MB|GB) per file(?: • .*)?$",
   "1ファイル$1$2まで"
  ],
  [
   "^Limit (\\d+(?:\\.\\d+)?) ?(B|KB|MB|GB) per file(?: • .*)?$",
   "1ファイル$1$2まで"
  ],
  [
   "^(?:Remove|Delete) (.+)$",
   "$1を消す"
  ],
  [
   "^Help for (.+)$",
   "$1の説明"
  ],
  [
   "^Choose date(?: range| and time)?, (.+)$",
   "日付を選ぶ、$1"
  ],
  [
   "^Page (\\d+)$",
   "$1ページ"
  ],
  [
   "^Upload (.+)$",
   "$1を選ぶ"
  ],
  [
   "^Use arrow keys to navigate\\b.*$",
   "矢印キーで動き、Enterキーで選び、Escキーで閉じます。"
  ],
  [
   "^day, ?(.*)$",
   "日 $1"
  ],
  [
   "^month, ?(.*)$",
   "月 $1"
  ],
  [
   "^year, ?(.*)$",
   "年 $1"
  ],
  [
   "^(\\d+)/(\\d+) characters?$",
   "$1／$2文字"
  ],
  [
   "^(\\d+) of (\\d+) selected$",
   "$2件のうち$1件"
  ]
 ],
 "words": {
  "(required)": "必須",
  "Add files": "ファイルを追加する",
  "All": "すべて",
  "App pages": "ページ一覧",
  "Ascending": "小さい順",
  "Browse files": "ファイルを選ぶ",
  "Cancel": "やめる",
  "Choose a date": "日付を選ぶ",
  "Choose an option": "選んでください",
  "Choose date": "日付を選ぶ",
  "Choose date and time": "日時を選ぶ",
  "Choose date range": "期間を選ぶ",
  "Choose options": "選んでください",
  "Clear all": "すべて消去",
  "Clear date": "日付を消去",
  "Clear date and time": "日時を消去",
  "Clear dates": "期間を消去",
  "Clear entry": "入力を消去",
  "Clear photo": "写真を消す",
  "Clear time": "時刻を消去",
  "Clear value": "消去",
  "Close": "閉じる",
  "Close Search": "検索を閉じる",
  "Close fullscreen": "全画面を閉じる",
  "Collapse sidebar": "メニューを閉じる",
  "Connecting": "接続中",
  "Connecting...": "接続中",
  "Connection error": "接続できません",
  "Copied": "コピーしました",
  "Copied to clipboard": "コピーしました",
  "Copy to clipboard": "コピーする",
  "Date invalid": "日付が正しくありません",
  "Date range": "期間",
  "Decrement": "減らす",
  "Delete": "消す",
  "Descending": "大きい順",
  "Download as CSV": "表をダウンロード",
  "Drag and drop a file here": "ここにファイルを置く",
  "Drag and drop directories here": "ここにフォルダーを置く",
  "Drag and drop file here": "ここにファイルを置く",
  "Drag and drop files here": "ここにファイルを置く",
  "Drop file here": "ここに置く",
  "Drop files here": "ここに置く",
  "End date must be >= start date": "終わりの日は始まりの日より後にしてください",
  "Exit fullscreen": "全画面を閉じる",
  "Expand sidebar": "メニューを開く",
  "Fullscreen": "全画面",
  "Hide password text": "パスワードを隠す",
  "Increment": "増やす",
  "Invalid input.": "入力を確かめてください",
  "Learn how to allow access.": "許可のしかた",
  "Link to heading": "見出しへのリンク",
  "Loading...": "読み込み中",
  "Main menu": "メニュー",
  "Next Result": "次の結果",
  "Next month": "次の月",
  "Next page": "次のページ",
  "No options to select": "選べるものがありません",
  "No options to select.": "選べるものがありません",
  "No results": "該当なし",
  "Notifications": "知らせ",
  "Open": "開く",
  "Page not found": "ページが見つかりません",
  "Pagination": "ページ送り",
  "Press Ctrl+Enter to apply": "欄を出ると保存されます",
  "Press Enter to add": "Enterキーで追加",
  "Press Enter to apply": "欄を出ると保存されます",
  "Press Enter to submit": "Enterキーで送る",
  "Press Enter to submit form": "Enterキーで送る",
  "Press ⌘+Enter to apply": "欄を出ると保存されます",
  "Previous Result": "前の結果",
  "Previous month": "前の月",
  "Previous page": "前のページ",
  "Retry": "もう一度",
  "Running": "処理中",
  "Running...": "処理中",
  "Scroll tabs left": "左へ",
  "Scroll tabs right": "右へ",
  "Scrollable table": "横に動かせる表",
  "Search": "検索",
  "Select all": "すべて選ぶ",
  "Selected values": "選んだもの",
  "Show password text": "パスワードを表示する",
  "Show/hide columns": "列を選ぶ",
  "Sidebar": "メニュー",
  "Skip to main content": "本文へ移動",
  "Stop": "止める",
  "Stop script": "処理を止める",
  "Switch camera": "カメラを切り替える",
  "Take Photo": "写真をとる",
  "This app would like to use your camera.": "カメラを使う許可が必要です。",
  "Upload": "ファイルを選ぶ",
  "Upload file": "ファイルを選ぶ",
  "Upload files": "ファイルを選ぶ",
  "View fullscreen": "全画面",
  "You haven't selected any options": "まだ選んでいません",
  "Your file": "ファイル",
  "add icon": "追加の印",
  "day, ": "日、",
  "dd": "日",
  "empty": "―",
  "file upload": "ファイルを選ぶ",
  "mm": "月",
  "month, ": "月、",
  "progress": "進み具合",
  "year, ": "年、",
  "yyyy": "年",
  "• CSV, XLSX": "・CSV、Excel",
  "• JPG, PDF, PNG, XLSX": "・写真、PDF、Excel"
 }
});
