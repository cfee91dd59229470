"""What nbgrader needs to know where people learn: the class, and the folder that it shares.

NEURONLAB_COURSE     the course's id (default `neuronlab`)
NEURONLAB_EXCHANGE   the exchange folder, if the class has one (nbgrader's own default if not)
NEURONLAB_TIMEZONE   the time zone in which times are given (default `UTC`)
"""

import os

c = get_config()  # noqa: F821 - given by traitlets
c.CourseDirectory.course_id = os.environ.get("NEURONLAB_COURSE", "neuronlab")
c.Exchange.timezone = os.environ.get("NEURONLAB_TIMEZONE", "UTC")
if "NEURONLAB_EXCHANGE" in os.environ:
    c.Exchange.root = os.environ["NEURONLAB_EXCHANGE"]
