"""Works that the whole grade sits: ВПР, exams, control works. What their files have in common."""
