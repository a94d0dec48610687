"""Voices: the groups of speech8k, speech16k and speech44k, one a speaker (or one a language where a package names no speakers)."""

import re

from groups import Group, Recording, files_below, spread
from splits import is_held_back

# Enough recordings to reach the cap after the unusable ones are left out.
RECORDINGS = 150
# The others have too few recordings.
TUXPAINT_LANGUAGES = ("be", "bg", "ca", "da", "el", "es", "fr", "pt_BR", "ro", "ru")


def speaker(name, language, package, licence, root, paths, lossy, max_seconds=180.0):
    recordings = tuple(Recording(path, str(path.relative_to(root)), keep_clipped=is_held_back(name))
                       for path in spread(paths, RECORDINGS))
    return Group(name, "speaker", "speech", package, licence, recordings, lossy, language, max_seconds)


def asterisk(packages, form):
    """Telephone prompts, read by professionals: `form` is "wav" (8 kHz, lossless) or "g722" (16 kHz, lossy)."""
    voices = (("allison-en", "en", "en", "CC-BY-SA-3.0"), ("allison-es", "es", "es", "CC-BY-SA-3.0"),
              ("carlo", "it", "it", "CC-BY-3.0"), ("june", "fr", "fr", "CC-BY-SA-3.0"),
              ("ivrvoice", "ru", "ru", "CC-BY-3.0"))
    for name, language, code, licence in voices:
        package = f"asterisk-core-sounds-{code}-{form}"
        root = packages.path(package) / "usr/share/asterisk/sounds"
        paths = [path for path in files_below(root, ("." + form,)) if path.parent.name != "silence"]
        yield speaker("asterisk-" + name, language, package, licence, root, paths, form == "g722")
    if form == "wav":
        package = "asterisk-prompt-it-menardi-wav"
        root = packages.path(package) / "usr/share/asterisk/sounds"
        paths = [path for path in files_below(root, (".wav",)) if path.parent.name != "silence"]
        yield speaker("asterisk-menardi", "it", package, "CC-BY-SA-3.0-IT", root, paths, False)


def by_language(packages, prefix, package, licence, root, languages, paths_of):
    for language in languages:
        paths = paths_of(language)
        if paths:
            yield speaker(f"{prefix}-{language}", language, package, licence, root, paths, paths[0].suffix != ".wav")


def klettres(packages):
    """Letters and syllables for children."""
    package = "klettres-data"
    root = packages.path(package) / "usr/share/klettres"
    languages = sorted(path.name for path in root.iterdir() if (path / "alpha").is_dir())
    yield from by_language(packages, "klettres", package, "GPL-2+", root, languages,
                           lambda language: files_below(root / language, (".ogg",)))


def ktuberling(packages):
    """Names of things in pictures."""
    package = "ktuberling-data"
    root = packages.path(package) / "usr/share/ktuberling/sounds"
    # sr@... are copies of sr.
    languages = sorted(path.name for path in root.iterdir() if path.is_dir() and "@" not in path.name)
    yield from by_language(packages, "ktuberling", package, "GPL-2+", root, languages,
                           lambda language: files_below(root / language, (".ogg", ".wav")))


def tuxpaint(packages):
    """Descriptions of pictures, read by volunteers."""
    package = "tuxpaint-stamps-default"
    root = packages.path(package) / "usr/share/tuxpaint/stamps"
    everything = files_below(root, (".ogg", ".wav"))
    yield from by_language(packages, "tuxpaint", package, "GPL-2", root, TUXPAINT_LANGUAGES,
                           lambda language: [path for path in everything if path.stem.endswith("_desc_" + language)])


def fillets(packages):
    """Dialogues of two fishes, a small one (m) and a large one (v), each with an actor in each language."""
    for language in ("cs", "nl"):
        package = "fillets-ng-data-" + language
        root = packages.path(package) / "usr/share/games/fillets-ng/sound"
        everything = files_below(root, (".ogg",))
        for part in ("m", "v"):
            paths = [path for path in everything if re.search(rf"(^|-){part}-", path.stem)]
            yield speaker(f"fillets-{language}-{part}", language, package, "GPL-2", root, paths, True)


def hedgewars(packages):
    """Battle cries in character; without the voices that an effect distorts."""
    package = "hedgewars-data"
    root = packages.path(package) / "usr/share/games/hedgewars/Data/Sounds/voices"
    languages = {"British": "en", "Default": "en", "Default_es": "es", "Default_pl": "pl", "Default_ru": "ru",
                 "Default_uk": "uk", "HillBilly": "en", "Mobster": "en", "Pirate": "en", "Russian": "en",
                 "Russian_pl": "pl", "Singer": "en", "Surfer": "en"}
    for voice, language in languages.items():
        paths = files_below(root / voice, (".ogg",))
        yield speaker("hedgewars-" + voice, language, package, "GFDL-1.3", root, paths, True, 60.0)


def gcin(packages):
    """The syllables of Mandarin, read by a voice actor (files named 5)."""
    package = "gcin-voice"
    root = packages.path(package) / "usr/share/gcin-voice/ogg"
    paths = [path for path in files_below(root, (".ogg",)) if path.stem == "5"]
    yield speaker("gcin-chu-lo", "zh", package, "CC-BY-3.0", root, paths, True)


def alsa(packages):
    """The names of loudspeakers: few words, but lossless at 48 kHz."""
    package = "alsa-utils"
    root = packages.path(package) / "usr/share/sounds/alsa"
    paths = [path for path in files_below(root, (".wav",)) if path.stem != "Noise"]
    yield speaker("alsa", "en", package, "GPL-2", root, paths, False)


def wideband(packages):
    """Every voice that comes at 16 kHz or more, but for the telephone prompts."""
    for source in (klettres, ktuberling, tuxpaint, fillets, hedgewars, gcin, alsa):
        yield from source(packages)
