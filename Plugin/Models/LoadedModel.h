#pragma once

#include "Model/Model.h"
#include "Plugin/Models/PackedModel.h"

#include <memory>
#include <string>
#include <string_view>

namespace dequantizer
{

/// A model in use by a session. Shared between threads, so immutable.
struct LoadedModel
{
    Model model;

    /// The form that sessions store, which also identifies the model.
    PackedModel packed;

    /// The path of the file it was read from, in UTF-8; informative only, since the file may be gone.
    std::string path;
};

/// A loaded model; null stands for the shipped models.
using SharedModel = std::shared_ptr<const LoadedModel>;

/// Reads a model file, `path` in UTF-8. Throws ModelError with one sentence.
[[nodiscard]] SharedModel loadModelFile(const std::string& path);

/// Parses the contents of a model file. Throws ModelError with one sentence.
[[nodiscard]] SharedModel loadModelBytes(std::string_view bytes, const std::string& path);

/// Unpacks a model that a session stored. Hosts restore sessions often, and with many instances of the plugin: a model
/// that is in use anywhere in the process is shared instead of unpacked again. Any thread but the audio thread. Throws
/// ModelError with one sentence.
[[nodiscard]] SharedModel loadPackedModel(const PackedModel& packed, const std::string& path);

/// Identifies a model in one line: "name (4 bit, 16 kHz, 10 iterations)".
[[nodiscard]] std::string describe(const Model& model);

/// Describes a model in up to three lines: its size, its training and its result on held-out speech.
[[nodiscard]] std::string modelCard(const Model& model);

} // namespace dequantizer
