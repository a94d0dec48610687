#pragma once

#include "Model/Model.h"
#include "Plugin/Models/PackedModel.h"

#include <memory>
#include <string>
#include <string_view>

namespace dequantizer
{

/// A model as it stays in memory while a session uses it; shared between the threads, so never changed.
struct LoadedModel
{
    Model model;

    /// What a session keeps, and how two models are compared.
    PackedModel packed;

    /// Where the model was read from, in UTF-8; only for show, since the file may be gone.
    std::string path;
};

/// A model, or null for those that are part of the plugin.
using SharedModel = std::shared_ptr<const LoadedModel>;

/// Reads a model file; `path` in UTF-8. Throws ModelError with one sentence.
[[nodiscard]] SharedModel loadModelFile(const std::string& path);

/// A model from the bytes of its file. Throws ModelError with one sentence.
[[nodiscard]] SharedModel loadModelBytes(std::string_view bytes, const std::string& path);

/// A model from what a session kept. Sessions have it many times over and hosts restore them often: while one is in use
/// anywhere in the process, it is that one. Any thread but the audio thread. Throws ModelError with one sentence.
[[nodiscard]] SharedModel loadPackedModel(const PackedModel& packed, const std::string& path);

/// One line that tells models apart: "name (4 bit, 16 kHz, 10 iterations)".
[[nodiscard]] std::string describe(const Model& model);

/// What is known about a model, in two or three lines: its size and use, how it was trained, how well it did.
[[nodiscard]] std::string modelCard(const Model& model);

/// A number of hertz as people say it: "44.1 kHz".
[[nodiscard]] std::string rateText(double sampleRate);

} // namespace dequantizer
