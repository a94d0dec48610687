"""Which split a speaker, a piece, a kit or an instrument belongs to: always one, whatever the corpus."""

import fnmatch
import hashlib

# The judges (Docs/corpus.md, "Reasons for the split"), and what shares its author and material with one of them.
# These may stand in test and nowhere else, and no choice may rest on them.
HELD_BACK = (
    "asterisk-june",
    "asterisk-ivrvoice",
    "klettres-hu", "klettres-pt_BR", "klettres-nb", "klettres-he", "klettres-cs",
    "sonic-pi-loop*", "sonic-pi-guit*", "sonic-pi-mehackit*",
    "sonic-pi-perc_bell*", "sonic-pi-ambi_drone", "sonic-pi-ambi_lunar_land", "sonic-pi-bass_voxy*",
)

# Packages whose voices are volunteers that no file names: the same person may speak a language in several of them,
# so that each language has one split.
VOLUNTEERS = ("klettres", "ktuberling", "tuxpaint")
LANGUAGES = {
    "ca": "dev", "ga": "dev", "tn": "dev", "wa": "dev",
    "ar": "test", "bg": "test", "el": "test", "lt": "test", "sl": "test",
    "hu": "test", "pt_BR": "test", "nb": "test", "he": "test", "cs": "test",  # KLettres' are held back
}

# Chosen by hand where there are too few groups for chance to divide them well.
ASSIGNED = {
    # One author's kits may share their drums: they stay together.
    "kit-Millo-Drums_v.1": "dev", "kit-Millo_MultiLayered2": "dev", "kit-Millo_MultiLayered3": "dev",
    "kit-Audiophob": "dev",
    "kit-rumpf_kit_z01_h2": "test", "kit-circAfrique v4": "test", "kit-TR808EmulationKit": "test",
    "kit-BJA_Pacific": "train", "kit-ColomboAcousticDrumkit": "train", "kit-ElectricEmpireKit": "train",
    "kit-HardElectro1": "train", "kit-VariBreaks": "train", "kit-ForzeeStereo": "train",
    "kit-The Black Pearl 1.0": "train", "kit-Gimme A Hand 1.0": "train", "kit-GMRockKit": "train",
    "kit-Black_Pearl_4_LV2": "train", "kit-Red_Zeppelin_4_LV2": "train",
    "asterisk-allison-en": "train", "asterisk-allison-es": "train", "asterisk-carlo": "train", "asterisk-menardi": "dev",
    "fillets-nl-m": "train", "fillets-nl-v": "train", "fillets-cs-m": "dev", "fillets-cs-v": "dev",
    "gcin-chu-lo": "train", "alsa": "test",
    "sonic-pi-tabla": "dev",
    "sonic-pi-ambi": "train", "sonic-pi-bass": "train", "sonic-pi-bd": "train", "sonic-pi-drum": "train",
    "sonic-pi-elec": "train", "sonic-pi-glitch": "train", "sonic-pi-misc": "train", "sonic-pi-perc": "train",
    "sonic-pi-sn": "train", "sonic-pi-vinyl": "train",
}

# Of 100 groups that chance divides: the rest goes to train.
DEV_SHARE = 12
TEST_SHARE = 12


def is_held_back(group):
    return any(fnmatch.fnmatchcase(group, pattern) for pattern in HELD_BACK)


def split_of(group):
    """'train', 'dev' or 'test' for the name of a group. Depends on the name alone."""
    if is_held_back(group):
        return "test"
    if group in ASSIGNED:
        return ASSIGNED[group]
    package, _, rest = group.partition("-")
    if package in VOLUNTEERS:
        return LANGUAGES.get(rest, "train")
    if package == "synthetic":
        return {"3": "dev", "4": "test"}.get(rest[-1], "train")
    if package == "hedgewars":
        return "train"  # some actors speak several characters
    place = int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big") % 100
    if place < DEV_SHARE:
        return "dev"
    return "test" if place < DEV_SHARE + TEST_SHARE else "train"
