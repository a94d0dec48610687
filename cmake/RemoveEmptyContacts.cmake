# cmake -DFILE=dsp.ttl -P RemoveEmptyContacts.cmake
#
# JUCE writes a homepage and an e-mail address to the description of an LV2 plugin even if none is given, as empty references.
# Hosts resolve these to the path of the description and show that path as the author.
file(READ "${FILE}" description)
string(REGEX REPLACE "[ \t]*foaf:(homepage|mbox) <> ;\n" "" description "${description}")
file(WRITE "${FILE}" "${description}")
