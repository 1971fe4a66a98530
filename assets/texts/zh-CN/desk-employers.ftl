employers-column-name = 谁家
employers-column-phone = 电话
employers-column-mark = 情况
employer-suspended = 停了
employer-verified = 核实过
employer-not-verified = 没核实
