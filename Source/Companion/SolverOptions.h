#pragma once

#include "Restoration/SolverSettings.h"

namespace CLI
{
class App;
}

namespace dequantizer
{

/// Declares the options that choose the model and its parameters, shared by all subcommands that restore audio:
/// --model, --dct, --material, --quality, --iterations, --hop, --sigma, --tau and --theta, which set `settings`.
void addSolverOptions(CLI::App& command, SolverSettings& settings);

} // namespace dequantizer
