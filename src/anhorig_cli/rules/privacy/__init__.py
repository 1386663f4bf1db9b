"""No personal data: plans live in git and reports are public."""

from anhorig_cli.rules.privacy.people_not_marked import people_not_marked
from anhorig_cli.rules.privacy.personal_email import personal_email
from anhorig_cli.rules.privacy.personal_name import personal_name
from anhorig_cli.rules.privacy.private_phone import private_phone
from anhorig_cli.rules.privacy.small_count import small_count
from anhorig_cli.rules.rule import PlanRule

PRIVACY: tuple[PlanRule, ...] = (
    personal_email,
    private_phone,
    personal_name,
    small_count,
    people_not_marked,
)
