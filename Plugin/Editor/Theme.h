#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace dequantizer
{

/// The colours of the editor.
struct Theme
{
    juce::Colour background, header, control, outline, text, quietText, accent, onAccent, notice, error;
    juce::Colour well;                          ///< background of scope and meters
    juce::Colour cell, staircase, restored;     ///< scope
    juce::Colour meterRms, meterPeak, overload; ///< meters
    juce::Colour quiet, medium, loud, loudest;  ///< levels of the spectrogram, above those of the colour `well`
};

[[nodiscard]] const Theme& darkTheme();
[[nodiscard]] const Theme& lightTheme();

/// Identifiers for Component::findColour(), for colours that JUCE's widgets do not define.
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
    overloadColour,
    quietLevelColour,
    mediumLevelColour,
    loudLevelColour,
    loudestLevelColour
};

/// JUCE's look and feel in the colours of a theme.
class ThemedLookAndFeel final : public juce::LookAndFeel_V4
{
public:
    /// Call Component::sendLookAndFeelChange() on the components that use this object afterwards.
    void use(const Theme& theme);

    juce::Font getComboBoxFont(juce::ComboBox& box) override;
};

/// A label in a colour of the theme.
class ThemedLabel final : public juce::Label
{
public:
    /// `height` is the font's. Long text is not compressed unless setMinimumHorizontalScale() allows it.
    ThemedLabel(float height, ThemeColour colour);

    /// Breaks the text into lines, starting at the top.
    void setWrapping() { isWrapping = true; }

    void setThemeColour(ThemeColour colour);

    void paint(juce::Graphics& graphics) override;
    void lookAndFeelChanged() override;

private:
    void applyThemeColour();

    ThemeColour colourOfText;
    bool isWrapping = false;
};

} // namespace dequantizer
