# cmake -DFILE=dsp.ttl -P RemoveEmptyContacts.cmake
#
# JUCE writes a homepage and an e-mail address into an LV2's description also where none is given, as empty references:
# hosts take those for the description's own path and show that as the author's.
file(READ "${FILE}" description)
string(REGEX REPLACE "[ \t]*foaf:(homepage|mbox) <> ;\n" "" description "${description}")
file(WRITE "${FILE}" "${description}")
