#include "FileBytes.h"
#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Standalone/TransportStrip.h"

#include <string>

using namespace dequantizer;

namespace
{
// The words of the manual, separated by single spaces, without the marks for bold and for code.
juce::String wordsOfManual()
{
    const auto bytes = bytesOf(DEQUANTIZER_MANUAL);
    const auto text = juce::String::fromUTF8(bytes.data(), static_cast<int>(bytes.size())).removeCharacters("*`");
    auto words = juce::StringArray::fromTokens(text, " \n", {});
    words.removeEmptyStrings();
    return words.joinIntoString(" ");
}

// The tooltips of all controls and pictures within a component; those of the texts in a panel that change with the
// model, the file or the sound are left out.
juce::StringArray tooltipsIn(juce::Component& parent)
{
    const juce::StringArray changing{"Learned settings", "About the model", "Error", "File", "Message", "Time"};
    std::vector<juce::Component*> all;
    collect(parent, all);
    juce::StringArray tooltips;
    for (auto* each : all)
        if (auto* const client = dynamic_cast<juce::TooltipClient*>(each);
            client != nullptr && client->getTooltip().isNotEmpty() && !changing.contains(each->getDescription()))
            tooltips.addIfNotAlreadyThere(client->getTooltip());
    return tooltips;
}

void checkAgainstManual(const juce::StringArray& tooltips, const juce::String& manual)
{
    for (const auto& tooltip : tooltips)
    {
        CAPTURE(tooltip);
        const int start = manual.indexOf(tooltip + ".");
        CHECK(start >= 0);
        if (start < 0)
            continue;
        // A sentence of its own, or what follows the name of the control.
        const auto before = manual.substring(0, start).trimEnd();
        CHECK((before.endsWithChar('.') || before.endsWithChar(':')));
    }
}
} // namespace

TEST_CASE("Every tooltip of the editor is a sentence of the manual", "[plugin][editor][manual]")
{
    const auto manual = wordsOfManual();
    PluginFixture plugin;
    const auto folder = juce::String::fromUTF8(plugin.processor.models().folder().string().c_str());
    const auto editor = open(plugin);
    auto tooltips = tooltipsIn(*editor);
    titled<juce::Button>(*editor, "Learn from the sound").onClick();
    tooltips.mergeArray(tooltipsIn(*editor));
    for (auto& tooltip : tooltips)
        tooltip = tooltip.replace(folder, "~/.config/Dequantizer/Models");
    CHECK(tooltips.size() >= 40);
    CHECK(tooltips.contains("Stops listening; nothing is changed"));
    checkAgainstManual(tooltips, manual);
}

TEST_CASE("Every tooltip of the standalone program's controls is a sentence of the manual", "[plugin][manual]")
{
    const juce::ScopedJuceInitialiser_GUI messageThread;
    TransportStrip strip;
    const auto tooltips = tooltipsIn(strip);
    CHECK(tooltips.size() >= 6);
    checkAgainstManual(tooltips, wordsOfManual());
}
