"""Lists and reports whose columns are known by the words above them, in any order.

Three shapes: `pupils` (who is in which class, since when, until when), `teachers` (who teaches what to
whom, as a long table or as teachers × classes) and `totals` (a report of counts and shares).
A format's `options` say, by meaning, the words of a header (`columns`; first that fits wins), what
else a header must have (`needs`) and must not have (`absent`), which rows to pass over (`skip`), and
what a person said of columns (`meanings`: folded label → meaning).
"""
