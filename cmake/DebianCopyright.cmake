# Writes the copyright file of the Debian package, in Debian's machine-readable format, to ${output}.
function(dequantizer_write_debian_copyright output)
    # The field repeats the licence with every line indented, and a full stop for an empty one.
    file(READ "${PROJECT_SOURCE_DIR}/LICENSE" licence)
    string(REGEX REPLACE "[ \t]+\n" "\n" licence "${licence}")
    string(REGEX REPLACE "\n+$" "" licence "${licence}")
    string(REPLACE "\n" "\n " licence "${licence}")
    string(REPLACE "\n \n" "\n .\n" licence "${licence}")
    string(REPLACE "\n \n" "\n .\n" licence "${licence}")
    file(WRITE "${output}"
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Dequantizer\n"
        "Comment: The programs contain JUCE (GPL-3 or AGPL-3, by version), FFTW (GPL-2+), Eigen (MPL-2), Highway, CLI11, JSON\n"
        " for Modern C++ and xxHash (permissive licences). Models/ATTRIBUTIONS.md names the sounds that the models learned from.\n"
        "\n"
        "Files: *\n"
        "Copyright: the authors of Dequantizer\n"
        "License: AGPL-3+\n"
        "\n"
        "License: AGPL-3+\n"
        " ${licence}\n")
endfunction()
