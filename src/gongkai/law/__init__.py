"""The Regulation as code: plain functions of facts and days, without framework, clock or database."""
