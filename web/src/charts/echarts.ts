// The chart library, only the pieces we draw with, as SVG. Nothing outside this folder imports it, and this file is only ever
// imported lazily, so a page without a chart never fetches it.
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([CustomChart, LineChart, ScatterChart, GraphicComponent, GridComponent, LabelLayout, SVGRenderer]);

export { init };
export type { ECharts } from 'echarts/core';
