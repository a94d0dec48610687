#pragma once

#include <stdexcept>
#include <string_view>
#include <vector>

namespace dequantizer
{

/// A reader of untrusted bytes. `run` ends normally whether the bytes are accepted or refused; anything else that it
/// throws is a defect.
struct FuzzTarget
{
    std::string_view name; ///< also of its folder of seeds
    void (*run)(std::string_view bytes);
};

/// All targets.
[[nodiscard]] const std::vector<FuzzTarget>& fuzzTargets();

// One function for each, in a source file of its own.
void fuzzAiffLength(std::string_view bytes);     ///< writes the length of an AIFF file
void fuzzChunks(std::string_view bytes);         ///< declared sound and foreign chunks, read and written again
void fuzzCompanding(std::string_view bytes);     ///< codes and samples of the companding laws
void fuzzCorpusManifest(std::string_view bytes); ///< the manifest of a corpus
void fuzzFlacBlocks(std::string_view bytes);     ///< metadata blocks of FLAC, read and written again
void fuzzInspect(std::string_view bytes);        ///< what `inspect` does with a sound file
void fuzzItCompression(std::string_view bytes);  ///< the compressed samples of IT modules
void fuzzLoop(std::string_view bytes);           ///< the loops in smpl, INST and MARK, and VHDR
void fuzzModel(std::string_view bytes);          ///< model files
void fuzzModule(std::string_view bytes);         ///< tracker modules
void fuzzOggPages(std::string_view bytes);       ///< the end of an Ogg file
void fuzzRawFormat(std::string_view bytes);      ///< a line with the format, then samples without a header
void fuzzRestore(std::string_view bytes);        ///< what `restore` does with a file
void fuzzTextMatrix(std::string_view bytes);     ///< models as text

/// Throws an exception that is a defect if `holds` is false. `claim` says what does not hold.
inline void require(bool holds, const char* claim)
{
    if (!holds)
        throw std::logic_error(claim);
}

} // namespace dequantizer
