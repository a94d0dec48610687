#pragma once

#include "AudioFile/WriteSoundFile.h"
#include "Companion/QuantiserOption.h"
#include "Companion/SolverOptions.h"
#include "Realtime/MakeFrameSolver.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace CLI
{
class App;
}

namespace dequantizer
{

/// The options of the command `restore`.
struct RestoreOptions
{
    /// The value of --bits and --at for automatic detection.
    static constexpr auto automatic = "auto";

    std::vector<std::string> inputs; ///< files, folders, patterns or "-"
    std::string output;              ///< a file, a folder or "-"

    std::string bits; ///< empty, a number or `automatic`
    std::optional<double> delta;
    QuantiserOption quantiser;
    QuantisationRate at = QuantisationRate::automatic;
    SolverOptions solver;
    Arithmetic arithmetic = Arithmetic::fixedPoint;

    int bitsPerSample = defaultBitsPerSample;
    std::string format; ///< the extension without the dot; empty leaves it to the name of the file
    bool recursive = false;
    bool resume = false;
    bool dryRun = false;
    int jobs = 1;
    std::filesystem::path report; ///< .html or .csv; may be empty

    /// Declares the options and the positional arguments.
    void addTo(CLI::App& command);

    /// Throws CLI::ParseError if options contradict each other.
    void check() const;

private:
    std::vector<std::string> paths; // inputs and output, as given
};

} // namespace dequantizer
