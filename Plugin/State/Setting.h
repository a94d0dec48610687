#pragma once

#include "Plugin/Models/ModelSelection.h"
#include "Plugin/State/ParameterSnapshot.h"

namespace dequantizer
{

/// A complete setting of the plugin: all parameters, the model and the preset.
struct Setting
{
    ParameterSnapshot parameters;
    SelectedModel model;
    int program = 0; ///< see Programs::current()
};

} // namespace dequantizer
