#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dequantizer
{

/// The kind of sound that a family of models was learned from.
enum class Material
{
    speech,
    any
};

/// What the manifest says about a model, before its file is read.
struct ModelDescription
{
    std::string name;   ///< unique; also the name in the model's file
    std::string file;   ///< in the folder of the manifest
    std::string family; ///< models of one family differ in bit depth and loss alone
    Material material = Material::any;
    std::optional<double> sampleRate; ///< that the model was learned at, in Hz; none if it serves every rate

    /// The bit depths that the model serves, both included; see bitsForDelta().
    double minBits = -std::numeric_limits<double>::infinity();
    double maxBits = std::numeric_limits<double>::infinity();

    int slot = 0;           ///< its place in the plugin's parameter "model", >= 1; see Plugin/ModelSlots.h
    bool automatic = false; ///< whether chooseModel() may choose it where nobody asks for a model
};

/// The models of a manifest (UTF-8 JSON, see Models/README.md), in its order: where several serve a sound, the first is
/// preferred. Throws ModelError with one sentence.
[[nodiscard]] std::vector<ModelDescription> parseManifest(std::string_view json);

} // namespace dequantizer
