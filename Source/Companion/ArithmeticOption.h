#pragma once

#include "Realtime/MakeFrameSolver.h"

namespace CLI
{
class App;
}

namespace dequantizer
{

/// Declares --arithmetic, which sets `arithmetic`.
void addArithmeticOption(CLI::App& command, Arithmetic& arithmetic);

} // namespace dequantizer
