"""Turns the figures of `dequantizer evaluate` into the scorecard:   report.py FOLDER VERSION

FOLDER has a file CORPUS.METHOD.json for each corpus and method, and the file `settings`. Writes scorecard.md there, and for the
figure CORPUS.dat: a row for each depth with the mean and the least gain of each method.
"""

import json
import os
import re
import shutil
import sys

BASELINES = ("gabor", "wiener")


def signed(value):
    return "-" if value is None else f"{value:+.2f}".replace("-0.00", "+0.00")


def decibels(value):
    return "-" if value is None else f"{value:.2f}"


def read_sets(path, method):
    """The figures of one file: {material: {depth: figures}}, where "all" is every material."""
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    sets = {}
    for depth in data.get("depths", [data]):
        for material, figures in [("all", depth)] + [(each["material"], each) for each in depth.get("materials", [])]:
            baseline = figures.get("baselines", {}).get(method, {}) if method in BASELINES else {}
            sets.setdefault(material, {})[depth["bits"]] = {**figures, **baseline}
    return sets


def read_folder(folder):
    """{corpus: {method: {material: {depth: figures}}}}."""
    corpora = {}
    for name in sorted(os.listdir(folder)):
        match = re.fullmatch(r"(.+?)\.(.+)\.json", name)
        if not match:
            continue
        corpus, method = match.groups()
        corpora.setdefault(corpus, {})[method] = read_sets(os.path.join(folder, name), method)
    return corpora


def methods_in_order(methods):
    """First the automatic choice, then the models by name, last what learned nothing."""
    last = BASELINES + ("dct",)
    return sorted(methods, key=lambda name: (name != "automatic", name in last, name))


def table(write, methods, material, depths, inputs, cell):
    write("| | " + " | ".join(f"{depth} bit" for depth in depths) + " |")
    write("|---|" + "---|" * len(depths))
    write("| input | " + " | ".join(decibels(inputs[depth]) for depth in depths) + " |")
    for method in methods_in_order(methods):
        sets = methods[method].get(material, {})
        cells = [cell(sets[depth]) if depth in sets else "" for depth in depths]
        write(f"| {method} | " + " | ".join(cells) + " |")
    write("")


def report(folder, version):
    corpora = read_folder(folder)
    with open(os.path.join(folder, "settings"), encoding="utf-8") as file:
        settings = file.read().strip()
    lines = []
    write = lines.append
    write("# Scorecard")
    write("")
    write(f"`dequantizer evaluate {settings}`, {version}.")
    write("All figures are in dB. SNR: the mean over the files, and in parentheses the gain of the file that gained least. NMR: the")
    write("noise-to-mask ratio; smaller is better. `automatic` is what `restore` does; it also takes the place of models that do not")
    write("serve a corpus's sample rate.")
    write("")
    if shutil.which("gnuplot"):
        write("![Mean and least gain](scorecard.png)")
        write("")
    harm = []
    for corpus, methods in corpora.items():
        materials = sorted({material for sets in methods.values() for material in sets if material != "all"})
        for material in (["all"] if len(materials) != 1 else []) + materials:
            depths = sorted({depth for sets in methods.values() for depth in sets.get(material, {})})
            first = {}
            for sets in methods.values():
                for depth, figures in sets.get(material, {}).items():
                    first.setdefault(depth, figures)
            counts = sorted({first[depth]["files"] for depth in depths}, reverse=True)
            write(f"## {corpus}, {material}")
            write("")
            files = "1 file" if counts == [1] else " or ".join(str(count) for count in counts) + " files"
            write(files + (" (lossy sound is left out above 6 bit)" if len(counts) > 1 else "") + ". SNR:")
            write("")
            table(write, methods, material, depths, {depth: first[depth]["snr_input_db"] for depth in depths},
                  lambda figures: f"{decibels(figures['snr_db'])} ({signed(figures['least_gain_db'])})")
            write("NMR:")
            write("")
            table(write, methods, material, depths, {depth: first[depth]["nmr_input_db"] for depth in depths},
                  lambda figures: decibels(figures["nmr_db"]))
        for method in methods_in_order(methods):
            for depth, figures in sorted(methods[method].get("all", {}).items()):
                if figures["made_worse"]:
                    harm.append(f"| {corpus} | {method} | {depth} | {figures['made_worse']} of {figures['files']} "
                                f"| {signed(figures['least_gain_db'])} | {figures['least_gain_file']} |")
    write("## Files made worse")
    write("")
    if harm:
        write("| corpus | method | bits | files | worst | file |")
        write("|---|---|---|---|---|---|")
        lines.extend(harm)
    else:
        write("None.")
    replace(os.path.join(folder, "scorecard.md"), "\n".join(lines) + "\n")

    for corpus, methods in corpora.items():
        replace(os.path.join(folder, corpus + ".dat"), "\n".join(data_rows(methods)) + "\n")


def data_rows(methods):
    names = methods_in_order(methods)
    yield "bits " + " ".join(f'"{name}" "{name}, least"' for name in names)
    for depth in sorted({depth for sets in methods.values() for depth in sets.get("all", {})}):
        row = [str(depth)]
        for name in names:
            figures = methods[name].get("all", {}).get(depth)
            known = figures and None not in (figures["snr_db"], figures["snr_input_db"], figures["least_gain_db"])
            row += ([f"{figures['snr_db'] - figures['snr_input_db']:.4f}", f"{figures['least_gain_db']:.4f}"]
                    if known else ["nan", "nan"])
        yield " ".join(row)


def replace(path, text):
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".part", path)


if __name__ == "__main__":
    report(sys.argv[1], sys.argv[2])
