"""Music, instruments and drums: the groups of music44k."""

import doom_wad
import midi
from groups import Group, Performance, Recording, files_below, spread
from splits import is_held_back, split_of

SOUNDS = (".flac", ".wav", ".aiff")
KITS = "usr/share/hydrogen/data/drumkits"
KIT_LICENCES = {
    "ElectricEmpireKit": "GPL-2+", "HardElectro1": "GPL-2+", "VariBreaks": "GPL-2+",
    "Millo-Drums_v.1": "GPL-2", "Millo_MultiLayered2": "GPL-2", "Millo_MultiLayered3": "GPL-2",
    "ColomboAcousticDrumkit": "GPL-2+ with composition exception", "circAfrique v4": "CC-BY-SA-3.0",
    "BJA_Pacific": "CC-BY-SA-3.0-US", "Gimme A Hand 1.0": "GPL-2", "The Black Pearl 1.0": "GPL-2",
    "rumpf_kit_z01_h2": "CC-BY-3.0", "Audiophob": "CC0", "ForzeeStereo": "GPL-2",
    "GMRockKit": "GPL-2+", "TR808EmulationKit": "GPL-2+",
}
GENERAL_MIDI_DRUM_KITS = (0, 8, 16, 24, 25, 32, 40, 48)


def drum_kits(packages):
    for package in ("hydrogen-drumkits", "hydrogen-data"):
        folder = packages.path(package) / KITS
        for kit in sorted(path for path in folder.iterdir() if path.name in KIT_LICENCES):
            recordings = [Recording(path, str(path.relative_to(folder)), seconds=6.0)
                          for path in spread(files_below(kit, SOUNDS), 80)]
            yield Group("kit-" + kit.name, "kit", "drums", package, KIT_LICENCES[kit.name], tuple(recordings))


def sonic_pi(packages):
    """One group a family of names, but for the sounds that are held back: those go by themselves."""
    package = "sonic-pi-samples"
    families = {}
    for path in files_below(packages.path(package), (".flac",)):
        name = "sonic-pi-" + path.stem
        family = name if is_held_back(name) else "sonic-pi-" + path.stem.split("_")[0]
        families.setdefault(family, []).append(
            Recording(path, path.name, seconds=20.0, keep_clipped=is_held_back(name)))
    for family, recordings in sorted(families.items()):
        kind = "piece" if is_held_back(family) else "kit"
        material = "loop" if "-loop" in family else "sample"
        yield Group(family, kind, material, package, "CC0-1.0", tuple(recordings))


def soundfonts(packages):
    """The SoundFont for train, and another for dev and test, whose instruments no training heard."""
    fluid = packages.path("fluid-soundfont-gm") / "usr/share/sounds/sf2/FluidR3_GM.sf2"
    tim = packages.path("timgm6mb-soundfont") / "usr/share/sounds/sf2/TimGM6mb.sf2"
    return {"train": ("fluid-soundfont-gm", "MIT", fluid), "dev": ("timgm6mb-soundfont", "GPL-2", tim),
            "test": ("timgm6mb-soundfont", "GPL-2", tim)}


def solo_instruments(packages):
    fonts = soundfonts(packages)
    for program in range(120):
        name = f"gm-program-{program:03d}"
        package, licence, font = fonts[split_of(name)]
        score = midi.solo(program, 1000 + program)
        yield Group(name, "instrument", "instrument", package, licence,
                    (Performance(score, name, font, reverb=program % 2 == 0),))


def drum_grooves(packages):
    fonts = soundfonts(packages)
    for kit in GENERAL_MIDI_DRUM_KITS:
        name = f"gm-drums-{kit:03d}"
        package, licence, font = fonts[split_of(name)]
        yield Group(name, "kit", "drums", package, licence, tuple(
            Performance(midi.groove(kit, 2000 + 10 * kit + i), f"{name}-{i}", font, reverb=i % 2 == 1) for i in range(4)))
    package = "avldrums.lv2-soundfont"
    for font in files_below(packages.path(package), (".sf2",)):
        name = "kit-" + font.stem
        yield Group(name, "kit", "drums", package, "CC-BY-SA-3.0", tuple(
            Performance(midi.groove(0, 3000 + i, channel=0), f"{name}-{i}", font, reverb=False) for i in range(8)))


def scores(packages):
    """(piece, package, licence, MIDI file) of every score, each once."""
    for package, prefix, licence in (("openttd-openmsx", "openmsx", "GPL-2"), ("simutrans-data", "simutrans", "Artistic-1.0")):
        for path in files_below(packages.path(package), (".mid",)):
            yield f"{prefix}-{path.stem}", package, licence, path.read_bytes()
    seen = set()
    for path in files_below(packages.path("freedoom"), (".wad",)):
        for name, data in doom_wad.lumps(path):
            if data.startswith(b"MThd") and data not in seen:
                seen.add(data)
                yield f"{path.stem}-{name}", "freedoom", "BSD-3-Clause", data


def recorded_music(packages):
    """Pieces in Vorbis: good for depths up to 6 bit."""
    for package, prefix, licence in (("wesnoth-1.16-music", "wesnoth", "GPL-2+"),
                                     ("singularity-music", "singularity", "CC-BY-SA-3.0")):
        for path in files_below(packages.path(package), (".ogg",)):
            yield Group(f"{prefix}-{path.stem}", "piece", "music", package, licence,
                        (Recording(path, path.name, start=15.0, seconds=60.0),), lossy=True)


def midi_songs(packages):
    """Scores, most of them played with sampled instruments, every fifth of train by frequency modulation."""
    fonts = soundfonts(packages)
    opl3 = ("opl3-soundfont", "CC-BY-SA-4.0", packages.path("opl3-soundfont") / "usr/share/sounds/sf2/OPL-3_FM_128M.sf2")
    for number, (name, package, licence, score) in enumerate(scores(packages)):
        split = split_of(name)
        soundfont, font_licence, font = opl3 if split == "train" and number % 5 == 4 else fonts[split]
        yield Group(name, "piece", "music", package, f"{licence} (score), {font_licence} ({soundfont})",
                    (Performance(score, name, font, number % 3 > 0, start=5.0, seconds=40.0),))
