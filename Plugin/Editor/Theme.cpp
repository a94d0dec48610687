#include "Plugin/Editor/Theme.h"

namespace dequantizer
{

namespace
{
juce::Colour colour(juce::uint32 argb)
{
    return juce::Colour(argb);
}

juce::LookAndFeel_V4::ColourScheme schemeOf(const Theme& theme)
{
    // In the order of LookAndFeel_V4::ColourScheme::UIColour.
    return {theme.background, theme.control,  theme.control, theme.outline, theme.text,
            theme.accent,     theme.onAccent, theme.accent,  theme.text};
}
} // namespace

const Theme& darkTheme()
{
    static const Theme theme{
        .background = colour(0xff1d2126),
        .header = colour(0xff262b32),
        .control = colour(0xff323943),
        .outline = colour(0xff4a5461),
        .text = colour(0xffe8ebef),
        .quietText = colour(0xffa9b3bf),
        .accent = colour(0xff4fb3bf),
        .onAccent = colour(0xff12161a),
        .notice = colour(0xffe6c15c),
        .error = colour(0xffff8a80),
        .well = colour(0xff14171b),
        .cell = colour(0xff2c3a44),
        .staircase = colour(0xffb4bfcb),
        .restored = colour(0xffffb454),
        .meterRms = colour(0xff4fb3bf),
        .meterPeak = colour(0xff2d6a73),
        .overload = colour(0xffff6b5e),
        .quiet = colour(0xff1d4a63),
        .medium = colour(0xff2f8f9d),
        .loud = colour(0xffffb454),
        .loudest = colour(0xfffff4d8),
    };
    return theme;
}

const Theme& lightTheme()
{
    static const Theme theme{
        .background = colour(0xfff4f5f7),
        .header = colour(0xffe6e9ed),
        .control = colour(0xffd9dee4),
        .outline = colour(0xffa3adb9),
        .text = colour(0xff1b2026),
        .quietText = colour(0xff4d5763),
        .accent = colour(0xff0f6f7d),
        .onAccent = colour(0xffffffff),
        .notice = colour(0xff7a5200),
        .error = colour(0xffb3261e),
        .well = colour(0xffffffff),
        .cell = colour(0xffd5e6ea),
        .staircase = colour(0xff66717d),
        .restored = colour(0xffb4460a),
        .meterRms = colour(0xff0f6f7d),
        .meterPeak = colour(0xff8fc1c8),
        .overload = colour(0xffc62828),
        .quiet = colour(0xffb9d8df),
        .medium = colour(0xff5ba4b2),
        .loud = colour(0xff12566a),
        .loudest = colour(0xff1c0d2b),
    };
    return theme;
}

void ThemedLookAndFeel::use(const Theme& theme)
{
    setColourScheme(schemeOf(theme));
    setColour(juce::ToggleButton::tickDisabledColourId, theme.quietText);
    setColour(juce::TooltipWindow::outlineColourId, theme.outline);

    setColour(headerColour, theme.header);
    setColour(outlineColour, theme.outline);
    setColour(textColour, theme.text);
    setColour(quietTextColour, theme.quietText);
    setColour(accentColour, theme.accent);
    setColour(noticeColour, theme.notice);
    setColour(errorColour, theme.error);
    setColour(wellColour, theme.well);
    setColour(cellColour, theme.cell);
    setColour(staircaseColour, theme.staircase);
    setColour(restoredColour, theme.restored);
    setColour(meterRmsColour, theme.meterRms);
    setColour(meterPeakColour, theme.meterPeak);
    setColour(overloadColour, theme.overload);
    setColour(quietLevelColour, theme.quiet);
    setColour(mediumLevelColour, theme.medium);
    setColour(loudLevelColour, theme.loud);
    setColour(loudestLevelColour, theme.loudest);
}

juce::Font ThemedLookAndFeel::getComboBoxFont(juce::ComboBox& box)
{
    return LookAndFeel_V4::getComboBoxFont(box).withHeight(14.0f);
}

ThemedLabel::ThemedLabel(float height, ThemeColour colour) : colourOfText(colour)
{
    setFont(getFont().withHeight(height));
    setBorderSize({});
    setMinimumHorizontalScale(1.0f);
    setJustificationType(juce::Justification::centredLeft);
    setInterceptsMouseClicks(true, false); // to show the tooltip
}

void ThemedLabel::paint(juce::Graphics& graphics)
{
    if (!isWrapping)
    {
        juce::Label::paint(graphics);
        return;
    }
    // juce::Label fits text by leaving lines half empty.
    const auto fontUsed = getFont();
    graphics.setFont(fontUsed);
    graphics.setColour(findColour(textColourId));
    graphics.drawMultiLineText(getText(), 0, juce::roundToInt(fontUsed.getAscent()), getWidth());
}

void ThemedLabel::setThemeColour(ThemeColour colour)
{
    colourOfText = colour;
    applyThemeColour();
}

void ThemedLabel::applyThemeColour()
{
    // When an editor closes, the theme is removed before the components.
    if (getLookAndFeel().isColourSpecified(colourOfText))
        setColour(textColourId, findColour(colourOfText));
}

void ThemedLabel::lookAndFeelChanged()
{
    applyThemeColour();
    juce::Label::lookAndFeelChanged();
}

} // namespace dequantizer
