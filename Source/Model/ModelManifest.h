#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dequantizer
{

/// The kind of audio that a family of models was trained on.
enum class Material
{
    speech,
    any
};

/// What a model is made for, among models that serve the same audio.
enum class Quality
{
    lowLatency, ///< short frames
    balanced,
    best ///< long frames
};

/// A model of an earlier version that a shipped one replaces. Its name and its slot select the one that replaces it.
struct ReplacedModel
{
    std::string name;
    int slot = 0; ///< see ModelDescription
};

/// The manifest's entry for a model, available before the model file is read.
struct ModelDescription
{
    std::string name;   ///< unique; also the name in the model file
    std::string file;   ///< in the manifest's folder
    std::string family; ///< models of a family differ only in bit depth and loss
    Material material = Material::any;
    std::optional<Quality> quality;   ///< none if the model serves every one
    std::optional<double> sampleRate; ///< of the training audio in Hz; none if the model serves every rate up to ...
    double maxSampleRate = std::numeric_limits<double>::infinity(); ///< ... this one, in Hz

    /// The rate in Hz at which a model for every rate restores audio that was resampled after it was quantised; none if
    /// it restores such audio at its own rate.
    std::optional<double> resampledRate;

    /// The range of bit depths that the model serves, inclusive; see bitsForDelta().
    double minBits = -std::numeric_limits<double>::infinity();
    double maxBits = std::numeric_limits<double>::infinity();

    int slot = 0;           ///< its place in the plugin's parameter "model", >= 1; see Plugin/Models/ModelSlots.h
    bool automatic = false; ///< whether chooseModel() may choose it automatically
    std::vector<ReplacedModel> replaces;
};

/// Reads the models of a manifest (UTF-8 JSON, see Models/README.md) in order: if several serve the same audio, the
/// first is preferred. Throws ModelError with one sentence.
[[nodiscard]] std::vector<ModelDescription> parseManifest(std::string_view json);

} // namespace dequantizer
