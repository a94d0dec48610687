#include "Plugin/Editor/SharesPanel.h"

#include "Plugin/State/Parameters.h"

#include <array>
#include <cmath>
#include <complex>

namespace dequantizer
{

namespace
{
constexpr double lowestHertz = 20.0, highestHertz = 20000.0;
constexpr int sharesTitleHeight = 30, closeWidth = 62, closeHeight = 24;
constexpr int shareRowHeight = 26;
constexpr int rowCount = 8;
constexpr float axisHeight = 11.0f;

double positionOf(double hertz)
{
    return std::log(hertz / lowestHertz) / std::log(highestHertz / lowestHertz);
}
} // namespace

SharesCurve::SharesCurve()
{
    setOpaque(true);
    setTitle("Share of the correction by frequency");
    setTooltip("The share of the correction that is applied at each frequency");
}

void SharesCurve::show(const CorrectionShares& shares)
{
    if (shares == shown)
        return;
    shown = shares;
    repaint();
}

float SharesCurve::shareAt(double hertz, const CorrectionShares& shares)
{
    const auto lowpass = [hertz](float split)
    { return 1.0 / std::complex<double>(1.0, hertz / static_cast<double>(split)); };
    const auto low = lowpass(shares.splits[0]), lowAndMid = lowpass(std::max(shares.splits[0], shares.splits[1]));
    return static_cast<float>(std::abs(static_cast<double>(shares.bands[0]) * low +
                                       static_cast<double>(shares.bands[1]) * (lowAndMid - low) +
                                       static_cast<double>(shares.bands[2]) * (1.0 - lowAndMid)));
}

void SharesCurve::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(wellColour));
    const auto bounds = getLocalBounds().toFloat();
    const auto plot = bounds.reduced(6.0f, 5.0f).withTrimmedBottom(axisHeight);
    const auto xOf = [&](double hertz)
    { return plot.getX() + plot.getWidth() * static_cast<float>(positionOf(hertz)); };
    const auto yOf = [&](float share) { return plot.getBottom() - plot.getHeight() * share; };

    graphics.setFont(axisHeight);
    for (const auto& [hertz, text] :
         {std::pair(100.0, "100 Hz"), std::pair(1000.0, "1 kHz"), std::pair(10000.0, "10 kHz")})
    {
        graphics.setColour(findColour(outlineColour));
        graphics.drawVerticalLine(juce::roundToInt(xOf(hertz)), plot.getY(), plot.getBottom());
        graphics.setColour(findColour(quietTextColour));
        graphics.drawText(text,
                          juce::Rectangle<float>(60.0f, axisHeight).withCentre({xOf(hertz), plot.getBottom() + 8.0f}),
                          juce::Justification::centred);
    }
    juce::Path path;
    for (float x = plot.getX(); x <= plot.getRight(); x += 2.0f)
    {
        const double part = static_cast<double>((x - plot.getX()) / plot.getWidth());
        const float y = yOf(shareAt(lowestHertz * std::pow(highestHertz / lowestHertz, part), shown));
        if (x == plot.getX())
            path.startNewSubPath(x, y);
        else
            path.lineTo(x, y);
    }
    graphics.setColour(findColour(restoredColour));
    graphics.strokePath(path, juce::PathStrokeType(2.0f));
    graphics.setColour(findColour(outlineColour));
    graphics.drawRect(getLocalBounds());
}

SharesPanel::SharesPanel(juce::AudioProcessorValueTreeState& parameters)
    : reader(parameters), title(15.0f, textColour), close("Close"),
      low(parameters, parameter::lowShare, 1.0,
          "How much of the correction is applied below the low split. At 0 % these frequencies stay as they were"),
      middle(parameters, parameter::midShare, 1.0, "How much of the correction is applied between the splits"),
      high(parameters, parameter::highShare, 1.0, "How much of the correction is applied above the high split"),
      lowSplit(parameters, parameter::lowSplit, 10.0, "The frequency between the low and the middle band"),
      highSplit(parameters, parameter::highSplit, 100.0, "The frequency between the middle and the high band"),
      stereo(parameters, parameter::stereo,
             "Whether the two shares below apply to left and right, to mid (their sum) and side (their difference), or "
             "not at all"),
      first(parameters, parameter::firstShare, 1.0,
            "How much of the correction is applied to the left channel or to the mid signal"),
      second(parameters, parameter::secondShare, 1.0,
             "How much of the correction is applied to the right channel or to the side signal")
{
    setOpaque(true);
    setTitle("Shares of the correction");
    title.setText("Shares of the correction", juce::dontSendNotification);
    close.setTitle("Close the shares of the correction");
    close.setTooltip("Shows the picture of the signal again");
    close.onClick = [this] { onClose(); };
    for (auto* child : std::initializer_list<juce::Component*>{&title, &close, &curve, &low, &middle, &high, &lowSplit,
                                                               &highSplit, &stereo, &first, &second})
        addAndMakeVisible(child);
}

void SharesPanel::update()
{
    if (isVisible())
        curve.show(reader.correctionShares());
}

void SharesPanel::paint(juce::Graphics& graphics)
{
    graphics.fillAll(findColour(juce::ResizableWindow::backgroundColourId));
}

void SharesPanel::resized()
{
    auto area = getLocalBounds();
    auto titleRow = area.removeFromTop(sharesTitleHeight);
    close.setBounds(titleRow.removeFromRight(closeWidth).withSizeKeepingCentre(closeWidth, closeHeight));
    title.setBounds(titleRow);
    auto rows = area.removeFromBottom(rowCount * shareRowHeight);
    for (auto* row :
         std::initializer_list<juce::Component*>{&low, &middle, &high, &lowSplit, &highSplit, &stereo, &first, &second})
        row->setBounds(rows.removeFromTop(shareRowHeight));
    curve.setBounds(area.withTrimmedBottom(4));
}

} // namespace dequantizer
