#pragma once

#include "Algorithm/PrimalMask.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace CLI
{
class App;
}

namespace dequantizer
{

/// The options of `dequantizer reproduce`. The defaults are the settings of the papers.
struct ReproduceOptions
{
    std::string figure;
    std::filesystem::path trainingFolder, validationFolder, output;
    double epochs = 20.0;
    int maxTrainingIterations = std::numeric_limits<int>::max();
    int maxFullIterations = std::numeric_limits<int>::max(); ///< limits the full gradient, which takes longest
    int inferenceIterations = 100'000;
    int inferenceFrames = 1024;
    int batch = 32;
    int backwardSteps = 30;
    std::optional<double> learningRate; ///< 1e-5 for the figures, 1e-4 for the poster, 3e-4 for `algorithms`
    PrimalMask mask = PrimalMask::widened;
    std::uint64_t seed = 1;
    std::vector<std::filesystem::path> otherSeeds; ///< output folders of the same figure with other seeds

    /// Declares the options.
    void addTo(CLI::App& command);
};

} // namespace dequantizer
