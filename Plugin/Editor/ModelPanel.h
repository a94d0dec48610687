#pragma once

#include "Plugin/Editor/Theme.h"
#include "Plugin/Processor.h"

#include <functional>
#include <memory>

namespace dequantizer
{

/// Chooses the model and tells what it is.
class ModelPanel final : public juce::Component
{
public:
    explicit ModelPanel(Processor& processor);

    void show(const Status& status);

    void resized() override;

private:
    /// Looks for what there is to choose from each time before it is shown.
    class Choice final : public juce::ComboBox
    {
    public:
        void showPopup() override;
        std::function<void()> onPopup;
    };

    void fillChoice();
    void step(int direction);
    void chooseFile();

    Processor& processor;
    ThemedLabel name;
    juce::TextButton previous{"<"}, next{">"}, load{"Load..."};
    Choice choice;
    int slotShown = -1;
    ThemedLabel card, error;
    std::unique_ptr<juce::FileChooser> chooser;
};

} // namespace dequantizer
