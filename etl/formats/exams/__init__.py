"""Protocols of the state exams (ОГЭ, ЕГЭ) as the regional centre hands them out.

`protocols` reads results with the masks of answers, `appeals` the points and marks after appeals.
Columns are known by the words of the format's `options`, an exam by the line above its header.
"""
