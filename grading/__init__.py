"""What a teacher's machine needs beside nbgrader: releases without secrets, and trusted grading."""
