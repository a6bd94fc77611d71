"""What the roles of the staff are called."""

from collections.abc import Mapping

from desk.staff import Role
from handlers.texts import N_

ROLES: Mapping[Role, str] = {
    Role.ADVISER: N_("adviser"),
    Role.LEAD: N_("lead"),
    Role.MENTORS: N_("mentor coordinator"),
    Role.EVENTS: N_("event officer"),
    Role.REPORTER: N_("reporter"),
    Role.ADMIN: N_("admin"),
}
