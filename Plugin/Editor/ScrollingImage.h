#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <cstdint>
#include <functional>

namespace dequantizer
{

/// A picture that moves to the left while new columns of pixels appear at its right edge. Only these are drawn; the
/// others stay where they are in an image whose columns are used in turn.
class ScrollingImage
{
public:
    /// Draws the column of pixels x of the image, for the position `position` in time.
    using DrawColumn = std::function<void(juce::Image::BitmapData& pixels, int x, std::int64_t position)>;

    /// Brings the image up to the columns of pixels before `end`; all of them if the size has changed or after clear().
    /// `width`, `height` >= 1.
    void update(int width, int height, std::int64_t end, const DrawColumn& draw);

    /// Lets the next update() draw everything again.
    void clear() noexcept { image = {}; }

    /// Draws the image with its upper left corner at the origin, one pixel of it for one unit of `graphics`.
    void paint(juce::Graphics& graphics) const;

private:
    juce::Image image;
    std::int64_t drawn = 0; // the end of the columns drawn so far
};

} // namespace dequantizer
