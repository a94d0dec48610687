#pragma once

#include "Plugin/Editor/ParameterControls.h"
#include "Plugin/State/ModelActions.h"
#include "Plugin/State/PluginStatus.h"

#include <functional>
#include <memory>

namespace dequantizer
{

/// Selects the model and describes it.
class ModelPanel final : public juce::Component
{
public:
    explicit ModelPanel(ModelActions& actions);

    void show(const Status& status);

    void resized() override;

private:
    void updateItems();
    void chooseFile();

    ModelActions& models;
    ThemedLabel name;
    juce::TextButton previous{"<"}, next{">"}, load{"Load..."};
    RefreshedChoice choice;
    int slotShown = -1;
    std::string nameShown;
    ThemedLabel card, error;
    std::unique_ptr<juce::FileChooser> chooser;
};

} // namespace dequantizer
