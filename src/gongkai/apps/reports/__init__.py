"""Reports (政府信息公开工作年度报告): one office's report about one year, counted from the ledgers.

Owns AnnualReport with the numbers people entered. Refuses to count anything itself: every figure is
a statistic of the app whose ledger it is.
"""
