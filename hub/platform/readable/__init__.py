"""Can a machine read a table: the 30 rules of the Digital Agency, for our files and foreign ones.

Source: design "Exports", machine-readability checker; the rules are those of the guide of the
Digital Agency（デジタル庁「機械可読性」）, levels 1 to 3. The weights are to be confirmed when the
guide is revised.
"""
