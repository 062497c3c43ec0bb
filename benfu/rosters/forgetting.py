"""Taking somebody off every roster, with their name and number."""

from .models import RosterPlace


def forget_account(account: int) -> None:
    """Remove every place of an account's owner. Told twice, done once."""
    RosterPlace.objects.filter(account=account).delete()
