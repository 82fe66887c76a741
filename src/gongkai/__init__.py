"""Gongkai: the whole of an office's 政府信息公开 work, from the ledger to the annual report."""

__version__ = "0.1.0"
