"""The sample school: four years of an invented school, written as the files a journal exports.

`people` and `roster` say who is there, `subjects`, `terms` and `timetable` what is taught and when,
`data/story.toml` what happens; `achievement` and `journal` turn that into marks, `layouts` draw the
files and `truths` is what a correct import finds again.
"""

from etl.demo.school import write_school
from etl.demo.truths import Truths

__all__ = ["Truths", "write_school"]
