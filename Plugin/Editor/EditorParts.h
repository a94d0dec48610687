#pragma once

#include "Plugin/Metering/CallbackLoad.h"
#include "Plugin/Metering/Monitor.h"
#include "Plugin/State/Comparison.h"
#include "Plugin/State/EditHistory.h"
#include "Plugin/State/EditorAppearance.h"
#include "Plugin/State/Learning.h"
#include "Plugin/State/ModelActions.h"
#include "Plugin/State/PluginStatus.h"
#include "Plugin/State/Programs.h"
#include "Plugin/State/UserPresets.h"

namespace dequantizer
{

/// The parts of the plugin that the editor shows and controls. They must outlive the editor.
struct EditorParts
{
    juce::AudioProcessorValueTreeState& parameters;
    EditHistory& history;
    Programs& programs;
    UserPresets& userPresets;
    Comparison& comparison;
    ModelActions& models;
    Learning& learning;
    EditorAppearance& appearance;
    PluginStatus& status;
    Monitor& monitor;
    CallbackLoad& load;
};

} // namespace dequantizer
