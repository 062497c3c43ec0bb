"""Rows and words in, papers out: PDF tables, certificates and cards, spreadsheets and CSV."""

from benfu.documents.cards import BADGE, CARD, Card, Format, cards_pdf
from benfu.documents.cells import FORMULA, Cell, Column, safe_text
from benfu.documents.certificates import Certificate, certificate_pdf
from benfu.documents.sheets import CSV_MARK, csv_lines, table_xlsx
from benfu.documents.tables import table_pdf

__all__ = [
    "BADGE",
    "CARD",
    "CSV_MARK",
    "FORMULA",
    "Card",
    "Cell",
    "Certificate",
    "Column",
    "Format",
    "cards_pdf",
    "certificate_pdf",
    "csv_lines",
    "safe_text",
    "table_pdf",
    "table_xlsx",
]
