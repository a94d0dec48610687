#pragma once

#include "Plugin/Models/ModelSelection.h"
#include "Plugin/State/Programs.h"

namespace dequantizer
{

/// A complete setting of the plugin: all parameters, the model and the preset.
struct Setting
{
    ParameterSnapshot parameters;
    SelectedModel model;
    CurrentPreset preset;
};

} // namespace dequantizer
