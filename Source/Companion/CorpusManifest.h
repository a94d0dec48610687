#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dequantizer
{

/// One sound of a corpus, as its manifest describes it (Docs/corpus.md).
struct CorpusFile
{
    std::filesystem::path path; ///< of the sound file; relative paths in the manifest are relative to its folder
    std::string split;          ///< "train", "dev" or "test"
    std::string material;       ///< "speech", "music", ...
    std::string group;          ///< the speaker, piece, kit or instrument
    bool lossy = false;         ///< whether a lossy codec was used
    double durationSeconds = 0.0;
    double sampleRate = 0.0; ///< Hz
};

/// Reads a manifest.jsonl, which has one JSON object per line, and returns the sounds of `split` in the order of the
/// file. Does not open the sound files. Ignores unknown keys and blank lines.
///
/// Throws std::runtime_error with one sentence that names the file and, if possible, the line: if the file cannot be
/// read, a line is not a JSON object, a key is missing, a value has the wrong type or range, or no sound belongs to
/// `split`.
[[nodiscard]] std::vector<CorpusFile> readCorpusManifest(const std::filesystem::path& manifest,
                                                         const std::string& split);

} // namespace dequantizer
