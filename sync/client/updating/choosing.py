"""Which of the programs on offer a station takes: newer than its own, allowed, and none that it left before."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.errors import Refused
from kiosk.updating.programs import Slot, Standing
from sync.client.updating.signed import Offer


def version_in_force(standing: Standing, *, installed: str) -> str:
    """Return the version that counts as this station's. `installed`: that of the running program.

    Raises `Refused` where it is not known: any other could be older.
    """
    version = installed if standing.in_force is Slot.INSTALLED else standing.version
    if not version:
        raise Refused("error-update-own-version")
    return version


def chosen(offers: Iterable[Offer], *, standing: Standing, in_force: str, allowed: str | None) -> Offer | None:
    """Return the newest program that may be taken, None for none.

    `allowed`: the one version that central gives this station, empty for none; None where nobody says, as on a stick:
    then any, but for such as are only tried out (`2.0rc1`).
    """
    from packaging.version import InvalidVersion, Version

    own = Version(in_force)
    refused = {*standing.refused}

    def may_be(offer: Offer) -> bool:
        version = Version(offer.version)
        if offer.version in refused or version <= own:
            return False
        return not version.is_prerelease if allowed is None else version == Version(allowed)

    if allowed == "":
        return None
    try:
        return max(filter(may_be, offers), key=lambda offer: Version(offer.version), default=None)
    except InvalidVersion:
        raise Refused("error-update-untrusted") from None
