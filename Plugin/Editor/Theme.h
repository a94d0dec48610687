#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace dequantizer
{

/// The colours of the editor.
struct Theme
{
    juce::Colour background, header, control, outline, text, quietText, accent, onAccent, notice, error;
    juce::Colour well;                          ///< behind the scope and the meters
    juce::Colour cell, staircase, restored;     ///< of the scope
    juce::Colour meterRms, meterPeak, overload; ///< of the meters
};

[[nodiscard]] const Theme& darkTheme();
[[nodiscard]] const Theme& lightTheme();

/// What of a theme JUCE's widgets have no identifiers for, for Component::findColour().
enum ThemeColour
{
    headerColour = 0x6471000,
    outlineColour,
    textColour,
    quietTextColour,
    accentColour,
    noticeColour,
    errorColour,
    wellColour,
    cellColour,
    staircaseColour,
    restoredColour,
    meterRmsColour,
    meterPeakColour,
    overloadColour
};

/// JUCE's widgets in the colours of a theme.
class ThemedLookAndFeel final : public juce::LookAndFeel_V4
{
public:
    /// The components that use this are to be told so by Component::sendLookAndFeelChange().
    void use(const Theme& theme);

    juce::Font getComboBoxFont(juce::ComboBox& box) override;
};

/// A text in a colour of the theme.
class ThemedLabel final : public juce::Label
{
public:
    /// `height` of the font; nothing is squeezed unless setMinimumHorizontalScale() allows it.
    ThemedLabel(float height, ThemeColour colour);

    /// In several lines, from the top.
    void setWrapping() { isWrapping = true; }

    /// In another colour of the theme from now on.
    void setThemeColour(ThemeColour colour);

    void paint(juce::Graphics& graphics) override;
    void lookAndFeelChanged() override;

private:
    void applyThemeColour();

    ThemeColour colourOfText;
    bool isWrapping = false;
};

} // namespace dequantizer
