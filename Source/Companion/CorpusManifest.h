#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dequantizer
{

/// One sound of a corpus, as its manifest describes it (Docs/corpus.md).
struct CorpusFile
{
    std::filesystem::path path; ///< of the sound file; relative names count from the manifest's folder
    std::string split;          ///< "train", "dev" or "test"
    std::string material;       ///< "speech", "music", ...
    std::string group;          ///< the speaker, piece, kit or instrument
    bool lossy = false;         ///< the sound went through a lossy codec
    double durationSeconds = 0.0;
    double sampleRate = 0.0; ///< Hz
};

/// Reads a manifest.jsonl, one JSON object a line, and returns the sounds of `split` in the file's order. The sound
/// files themselves are not looked at. Unknown keys and blank lines are ignored.
///
/// Throws std::runtime_error with one sentence that names the file and, where one is to blame, the line: if the file
/// cannot be read, a line is not a JSON object, a key is missing or its value has the wrong type or range, or no sound
/// belongs to `split`.
[[nodiscard]] std::vector<CorpusFile> readCorpusManifest(const std::filesystem::path& manifest,
                                                         const std::string& split);

} // namespace dequantizer
