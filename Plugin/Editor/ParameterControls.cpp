#include "Plugin/Editor/ParameterControls.h"

namespace dequantizer
{

namespace
{
constexpr float nameHeight = 15.0f;
constexpr int maxNameLength = 64;
constexpr int valueWidth = 112; // fits "to convergence"
constexpr int boxHeight = 24;
} // namespace

bool KeyboardSlider::keyPressed(const juce::KeyPress& key)
{
    using juce::KeyPress;
    constexpr double stepsOfPage = 10.0;
    const auto modifiers = key.getModifiers();
    if (modifiers.isCommandDown() || modifiers.isAltDown() || modifiers.isCtrlDown())
        return false;
    if (key.isKeyCode(KeyPress::returnKey))
    {
        showTextBox();
        return true;
    }
    const double arrow = modifiers.isShiftDown() ? getInterval() : step;
    double change = 0.0;
    if (key.isKeyCode(KeyPress::rightKey) || key.isKeyCode(KeyPress::upKey))
        change = arrow;
    else if (key.isKeyCode(KeyPress::leftKey) || key.isKeyCode(KeyPress::downKey))
        change = -arrow;
    else if (key.isKeyCode(KeyPress::pageUpKey))
        change = stepsOfPage * step;
    else if (key.isKeyCode(KeyPress::pageDownKey))
        change = -stepsOfPage * step;
    else
        return false;
    // A complete gesture, so that hosts record it and it can be undone.
    const ScopedDragNotification gesture(*this);
    setValue(getValue() + change, juce::sendNotificationSync);
    return true;
}

SliderRow::SliderRow(juce::AudioProcessorValueTreeState& parameters, const char* parameterId, double keyStep,
                     const char* tooltip)
    : name(nameHeight, textColour), slider(keyStep)
{
    const auto& parameter = *parameters.getParameter(parameterId);
    name.setText(parameter.getName(maxNameLength), juce::dontSendNotification);
    name.setAccessible(false); // the slider has the same title
    addAndMakeVisible(name);

    slider.setSliderStyle(juce::Slider::LinearHorizontal);
    slider.setTextBoxStyle(juce::Slider::TextBoxRight, false, valueWidth, boxHeight);
    if (parameter.getLabel().isNotEmpty())
        slider.setTextValueSuffix(" " + parameter.getLabel());
    slider.setWantsKeyboardFocus(true);
    slider.setTitle(parameter.getName(maxNameLength));
    slider.setTooltip(tooltip);
    addAndMakeVisible(slider);
    attachment =
        std::make_unique<juce::AudioProcessorValueTreeState::SliderAttachment>(parameters, parameterId, slider);
    substitute.setSliderStyle(juce::Slider::LinearHorizontal);
    substitute.setTextBoxStyle(juce::Slider::TextBoxRight, true, valueWidth, boxHeight);
    substitute.setTitle(slider.getTitle() + " in use");
    substitute.setTooltip(tooltip);
    substitute.setInterceptsMouseClicks(false, false);
    substitute.setAlpha(0.7f);
    addChildComponent(substitute);

    slider.setDoubleClickReturnValue(true, static_cast<double>(parameter.convertFrom0to1(parameter.getDefaultValue())));
}

void SliderRow::showInstead(std::optional<double> value)
{
    substitute.setRange(slider.getRange(), slider.getInterval());
    substitute.textFromValueFunction = [this, isKnown = value.has_value()](double shown)
    { return isKnown ? slider.getTextFromValue(shown) : juce::String("-"); };
    substitute.setValue(value.value_or(slider.getMinimum()), juce::dontSendNotification);
    substitute.updateText();
    substitute.setVisible(true);
    slider.setVisible(false);
}

void SliderRow::showParameter()
{
    slider.setVisible(true);
    substitute.setVisible(false);
}

void SliderRow::resized()
{
    auto area = getLocalBounds();
    name.setBounds(area.removeFromLeft(rowNameWidth));
    slider.setBounds(area);
    substitute.setBounds(area);
}

ChoiceRow::ChoiceRow(juce::AudioProcessorValueTreeState& parameters, const char* parameterId, const char* tooltip)
    : name(nameHeight, textColour)
{
    const auto& parameter = *parameters.getParameter(parameterId);
    name.setText(parameter.getName(maxNameLength), juce::dontSendNotification);
    name.setAccessible(false);
    addAndMakeVisible(name);
    choice.addItemList(parameter.getAllValueStrings(), 1);
    choice.setTitle(parameter.getName(maxNameLength));
    choice.setTooltip(tooltip);
    addAndMakeVisible(choice);
    attachment =
        std::make_unique<juce::AudioProcessorValueTreeState::ComboBoxAttachment>(parameters, parameterId, choice);
}

void ChoiceRow::resized()
{
    auto area = getLocalBounds();
    name.setBounds(area.removeFromLeft(rowNameWidth));
    choice.setBounds(area.withTrimmedLeft(sliderInset).withSizeKeepingCentre(area.getWidth() - sliderInset, boxHeight));
}

void RefreshedChoice::showPopup()
{
    onPopup();
    ComboBox::showPopup();
}

Switch::Switch(juce::AudioProcessorValueTreeState& parameters, const char* parameterId, const char* label,
               const char* tooltip)
    : juce::ToggleButton(label), attachment(parameters, parameterId, *this)
{
    setTitle(parameters.getParameter(parameterId)->getName(maxNameLength));
    setTooltip(tooltip);
}

} // namespace dequantizer
