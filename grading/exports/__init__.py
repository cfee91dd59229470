"""Grades for learning platforms: `nbgrader export --exporter=grading.exports.CanvasExporter --to term/canvas.csv`."""

from grading.exports.blackboard import BlackboardExporter
from grading.exports.canvas import CanvasExporter
from grading.exports.moodle import MoodleExporter

__all__ = ["BlackboardExporter", "CanvasExporter", "MoodleExporter"]
