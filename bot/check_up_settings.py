"""What an operator sets of how the line looks at itself."""

from pydantic import Field
from pydantic_settings import BaseSettings


class CheckUpSettings(BaseSettings):
    """`check_up_minutes`: between two looks; 0 for none, the one at the start neither."""

    check_up_minutes: int = Field(default=10, ge=0, le=1440)
