#include "Plugin/Editor/ModelPanel.h"

#include "Files/Utf8Path.h"

#include <utility>

namespace dequantizer
{

namespace
{
constexpr int modelRowHeight = 30;
constexpr int boxHeight = 24;
constexpr int stepWidth = 24;
constexpr int loadWidth = 60;
constexpr int gap = 4;
constexpr int cardHeight = 54;

juce::String text(const std::string& utf8)
{
    return juce::String::fromUTF8(utf8.c_str());
}

// The item ids of a juce::ComboBox start at 1.
int itemOf(int slot)
{
    return slot + 1;
}
} // namespace

ModelPanel::ModelPanel(ModelActions& actions)
    : models(actions), name(15.0f, textColour), card(13.0f, quietTextColour), error(13.0f, errorColour)
{
    name.setText("Model", juce::dontSendNotification);
    name.setAccessible(false);
    previous.setTitle("Previous model");
    previous.setTooltip("Selects the previous model");
    previous.onClick = [this] { models.choosePrevious(); };
    next.setTitle("Next model");
    next.setTooltip("Selects the next model");
    next.onClick = [this] { models.chooseNext(); };
    choice.setTitle("Model");
    choice.setTooltip(
        "Automatic selects a shipped model by material, quality and sample rate. Put your own models into " +
        text(utf8FromPath(models.folder())));
    choice.onPopup = [this] { updateItems(); };
    choice.onChange = [this]
    {
        slotShown = choice.getSelectedId() - itemOf(0);
        models.choose(slotShown);
    };
    load.setTitle("Load a model");
    load.setTooltip("Loads a model file (.safetensors); you can also drop one here");
    load.onClick = [this] { chooseFile(); };

    for (auto* label : {&card, &error})
        label->setWrapping();
    card.setDescription("About the model");
    error.setDescription("Error");
    for (auto* child : std::initializer_list<juce::Component*>{&name, &previous, &choice, &next, &load, &card, &error})
        addAndMakeVisible(child);
}

void ModelPanel::updateItems()
{
    choice.clear(juce::dontSendNotification);
    for (const auto& model : models.entries())
        choice.addItem(text(model.name), itemOf(model.slot));
    choice.setSelectedId(itemOf(slotShown), juce::dontSendNotification);
}

void ModelPanel::show(const Status& status)
{
    // Not always, since the user may just have chosen another model, of which the box has not told yet. The name of the
    // session's own model changes with its file.
    const bool isRenamed = std::exchange(nameShown, status.modelName) != status.modelName;
    if (std::exchange(slotShown, status.modelSlot) != status.modelSlot || (isRenamed && slotShown == ownModelSlot))
        updateItems();
    const auto about = status.modelCard.empty()
                           ? "Selects a shipped model by the material, the quality and the sample rate."
                           : status.modelCard;
    card.setText(text(about), juce::dontSendNotification);
    card.setTooltip(text(status.modelName) + juce::newLine + text(status.modelPath));
    if (!status.error.empty() && error.getText() != text(status.error))
        juce::AccessibilityHandler::postAnnouncement(text(status.error),
                                                     juce::AccessibilityHandler::AnnouncementPriority::high);
    error.setText(text(status.error), juce::dontSendNotification);
    error.setTooltip(text(status.error));
}

void ModelPanel::chooseFile()
{
    chooser = std::make_unique<juce::FileChooser>("Load a model", juce::File(), "*.safetensors");
    constexpr int oneFile = juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectFiles;
    // The host may close the editor before a file is chosen.
    chooser->launchAsync(oneFile,
                         [panel = juce::Component::SafePointer<ModelPanel>(this)](const juce::FileChooser& answer)
                         {
                             const auto file = answer.getResult();
                             if (panel == nullptr || file == juce::File())
                                 return;
                             panel->models.loadFile(file.getFullPathName().toStdString());
                         });
}

void ModelPanel::resized()
{
    auto area = getLocalBounds();
    auto row = area.removeFromTop(modelRowHeight).reduced(0, (modelRowHeight - boxHeight) / 2);
    name.setBounds(row.removeFromLeft(rowNameWidth));
    row.removeFromLeft(sliderInset);
    load.setBounds(row.removeFromRight(loadWidth));
    row.removeFromRight(2 * gap);
    previous.setBounds(row.removeFromLeft(stepWidth));
    next.setBounds(row.removeFromRight(stepWidth));
    choice.setBounds(row.reduced(gap, 0));
    area.removeFromTop(gap);
    area.removeFromLeft(rowNameWidth + sliderInset);
    card.setBounds(area.removeFromTop(cardHeight));
    error.setBounds(area);
}

} // namespace dequantizer
