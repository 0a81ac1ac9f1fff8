"""Editions -> files for other programs: one module a format, pure, one id per question in all."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.publishing.exports.gift import write_gift
from quizgen.publishing.exports.model import Export, Format, Manuscript
from quizgen.publishing.exports.moodle import write_moodle
from quizgen.publishing.exports.qti import write_qti
from quizgen.publishing.exports.qti21 import write_qti21
from quizgen.publishing.exports.quizlet import write_quizlet
from quizgen.publishing.exports.records import write_json
from quizgen.publishing.exports.spreadsheet import write_csv
from quizgen.publishing.exports.tsv import write_tsv

__all__ = ["FORMATS", "Export", "Format", "Manuscript"]

FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", "spreadsheets", write_csv),
    "gift": Format("gift.txt", "Moodle and others, as text", write_gift),
    "json": Format("json", "programs", write_json),
    "moodle": Format("moodle.xml", "Moodle's question bank", write_moodle),
    "qti": Format("qti.zip", "Canvas (QTI 1.2)", write_qti),
    "qti21": Format("qti21.zip", "OpenOlat, TAO and others (QTI 2.1)", write_qti21),
    "quizlet": Format("quizlet.txt", "Quizlet and others, to paste", write_quizlet),
    "tsv": Format("anki.txt", "Anki, as text", write_tsv),
}
