#include "Plugin/Editor/EditorFixture.h"
#include "Plugin/Editor/LevelColours.h"

#include <algorithm>
#include <cmath>

using namespace dequantizer;

namespace
{
// Relative luminance and contrast of the Web Content Accessibility Guidelines 2.1.
double luminanceOf(juce::Colour colour)
{
    const auto linear = [](juce::uint8 value)
    {
        const double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.getRed()) + 0.7152 * linear(colour.getGreen()) + 0.0722 * linear(colour.getBlue());
}

double contrastOf(juce::Colour text, juce::Colour background)
{
    const double a = luminanceOf(background.overlaidWith(text)), b = luminanceOf(background);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

constexpr double leastTextContrast = 4.5, leastShapeContrast = 3.0; // levels AA

// The colour behind a component: of its nearest opaque ancestor as the theme paints it.
juce::Colour backgroundOf(const juce::Component& component)
{
    for (const auto* each = &component; each != nullptr; each = each->getParentComponent())
    {
        if (dynamic_cast<const HeaderBar*>(each) != nullptr)
            return component.findColour(headerColour);
        if (dynamic_cast<const EditorPanel*>(each) != nullptr)
            break;
    }
    return component.findColour(juce::ResizableWindow::backgroundColourId);
}
} // namespace

TEST_CASE("Contrast is that of the guidelines", "[plugin][editor][theme]")
{
    CHECK(contrastOf(juce::Colours::black, juce::Colours::white) == Approx(21.0));
    CHECK(contrastOf(juce::Colour(0xff777777), juce::Colours::white) == Approx(4.48).margin(0.01));
}

TEST_CASE("Every text colour of a theme is readable on its backgrounds", "[plugin][editor][theme]")
{
    const bool isLight = GENERATE(false, true);
    CAPTURE(isLight);
    const auto& theme = isLight ? lightTheme() : darkTheme();
    for (const auto background : {theme.background, theme.header, theme.control, theme.well})
        for (const auto text : {theme.text, theme.quietText})
            CHECK(contrastOf(text, background) >= leastTextContrast);
    for (const auto text : {theme.notice, theme.error, theme.accent})
        CHECK(contrastOf(text, theme.background) >= leastTextContrast);
    CHECK(contrastOf(theme.onAccent, theme.accent) >= leastTextContrast);
    // Curves and bars need less than text.
    for (const auto shape : {theme.staircase, theme.restored, theme.meterRms, theme.overload})
        CHECK(contrastOf(shape, theme.well) >= leastShapeContrast);
}

TEST_CASE("The colours of levels go from the background to the strongest without a turn", "[plugin][editor][theme]")
{
    const bool isLight = GENERATE(false, true);
    CAPTURE(isLight);
    const auto& theme = isLight ? lightTheme() : darkTheme();
    ThemedLookAndFeel look;
    look.use(theme);
    juce::Component view;
    view.setLookAndFeel(&look);
    const auto colours = levelColoursOf(view);
    view.setLookAndFeel(nullptr);
    CHECK(colours.front() == theme.well);
    CHECK(colours.back() == theme.loudest);
    for (std::size_t i = 0; i + 1 < colours.size(); ++i)
    {
        CAPTURE(i);
        const double step = luminanceOf(colours[i + 1]) - luminanceOf(colours[i]);
        CHECK((isLight ? -step : step) > -1e-4); // of a rounded colour
    }
    // Levels that differ by a quarter of the range can be told apart.
    for (std::size_t i = 0; i + 64 < colours.size(); ++i)
        CHECK(contrastOf(colours[i], colours[i + 64]) >= 1.4);
    CHECK(contrastOf(colours.back(), colours.front()) >= 12.0);
}

TEST_CASE("Every text of the editor is readable in both themes", "[plugin][editor][theme]")
{
    const bool isLight = GENERATE(false, true);
    CAPTURE(isLight);
    PluginFixture plugin;
    auto look = plugin.processor.appearance().look();
    look.isLight = isLight ? 1 : 0;
    plugin.processor.appearance().setLook(look);
    const auto editor = open(plugin);

    std::vector<juce::Component*> all;
    collect(*editor, all);
    int texts = 0;
    const auto check = [&](juce::Component& component, juce::Colour text, juce::Colour background)
    {
        CAPTURE(component.getTitle(), component.getName());
        CHECK(contrastOf(text, background) >= leastTextContrast);
        ++texts;
    };
    for (auto* each : all)
    {
        if (auto* const label = dynamic_cast<juce::Label*>(each))
        {
            const auto own = label->findColour(juce::Label::backgroundColourId);
            check(*each, label->findColour(juce::Label::textColourId), backgroundOf(*each).overlaidWith(own));
        }
        else if (auto* const button = dynamic_cast<juce::TextButton*>(each))
        {
            check(*each, button->findColour(juce::TextButton::textColourOffId),
                  button->findColour(juce::TextButton::buttonColourId));
            check(*each, button->findColour(juce::TextButton::textColourOnId),
                  button->findColour(juce::TextButton::buttonOnColourId));
        }
        else if (auto* const toggle = dynamic_cast<juce::ToggleButton*>(each))
        {
            check(*each, toggle->findColour(juce::ToggleButton::textColourId), backgroundOf(*each));
        }
        else if (auto* const box = dynamic_cast<juce::ComboBox*>(each))
        {
            check(*each, box->findColour(juce::ComboBox::textColourId),
                  box->findColour(juce::ComboBox::backgroundColourId));
        }
        else if (auto* const field = dynamic_cast<juce::TextEditor*>(each))
        {
            check(*each, field->findColour(juce::TextEditor::textColourId),
                  field->findColour(juce::TextEditor::backgroundColourId));
        }
    }
    CHECK(texts > 40);
    check(*editor, editor->findColour(juce::TooltipWindow::textColourId),
          editor->findColour(juce::TooltipWindow::backgroundColourId));
    check(*editor, editor->findColour(juce::PopupMenu::textColourId),
          editor->findColour(juce::PopupMenu::backgroundColourId));
    check(*editor, editor->findColour(juce::PopupMenu::highlightedTextColourId),
          editor->findColour(juce::PopupMenu::highlightedBackgroundColourId));
}

TEST_CASE("Every control has an accessible name and can be reached by Tab", "[plugin][editor][accessibility]")
{
    PluginFixture plugin;
    const auto editor = open(plugin);
    const bool showsShares = GENERATE(false, true);
    if (showsShares)
        titled<juce::Button>(*editor, "Shares of the correction by band and channel").onClick();
    HostWindow window(*editor);
    const auto reached = window.reachedByTab();
    std::vector<juce::Component*> all;
    collect(*editor, all);

    int controls = 0;
    for (auto* each : all)
    {
        const bool isControl = dynamic_cast<juce::Button*>(each) != nullptr ||
                               dynamic_cast<juce::Slider*>(each) != nullptr ||
                               dynamic_cast<juce::ComboBox*>(each) != nullptr;
        const bool isShown = isShownIn(*editor, *each) && each->isEnabled();
        if (!isControl || !isShown)
            continue;
        ++controls;
        CAPTURE(each->getTitle());
        CHECK(std::count(reached.begin(), reached.end(), each) == 1);
        CHECK(each->isAccessible());
        CHECK(each->getTitle().isNotEmpty());
    }
    CHECK(controls >= 28);
}
