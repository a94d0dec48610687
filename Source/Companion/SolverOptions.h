#pragma once

#include "Model/Model.h"
#include "Model/ShippedModels.h"

#include <filesystem>
#include <optional>
#include <string>

namespace CLI
{
class App;
}

namespace dequantizer
{

/// A model, and one line for the user where it is not the one that was named.
struct ChosenModel
{
    Model model;
    std::string remark;
};

/// The options that say what restores a sound, the same for every subcommand that restores.
struct SolverOptions
{
    std::optional<std::filesystem::path> modelFile;
    bool cosine = false;
    std::optional<int> iterations;
    std::optional<int> hop;
    std::optional<double> sigma, tau, theta;

    /// Declares --model, --dct, --iterations, --hop, --sigma, --tau and --theta.
    void addTo(CLI::App& command);

    /// The model for sound at `sampleRate` whose quantisation step is `delta`, with iterations, hop and steps as asked
    /// for.
    ///
    /// Without --model it is the preferred one, see preferredModel(). Where the sound was quantised at its own rate, a
    /// model of another rate gives way to the DCT, with a remark; where it was quantised at the model's, the model is
    /// returned, for an AnyRateEngine. sigma and tau count for the model's reference delta, for the DCT that is `delta`
    /// itself. Throws std::runtime_error with one sentence.
    [[nodiscard]] ChosenModel modelFor(double sampleRate, double delta, QuantisedAt at = QuantisedAt::ownRate) const;

    /// The quantisation step that the model named by --model was learned for; none for the DCT and for a text matrix.
    /// Throws std::runtime_error with one sentence.
    [[nodiscard]] std::optional<double> referenceDelta() const;

    /// The rate of that model's sound, in Hz; none for the DCT and for a text matrix.
    /// Throws std::runtime_error with one sentence.
    [[nodiscard]] std::optional<double> sampleRate() const;

private:
    [[nodiscard]] ChosenModel unadjustedModelFor(double sampleRate, double delta, QuantisedAt at) const;
};

} // namespace dequantizer
